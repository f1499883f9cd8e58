package io.weft.samples.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client that knows nothing of Weft. */
record Rclone(Map<String, String> settings) {
    static boolean isThere() {
        return Tool.isThere("rclone", "version");
    }

    List<String> list(String place) {
        return run("lsf", "--recursive", "--files-only", "peer:" + place);
    }

    void download(String place, Path folder) {
        run("copy", "peer:" + place, folder.toString());
    }

    void makeBucket(String name) {
        run("mkdir", "peer:" + name);
    }

    private List<String> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("rclone", "--config", "/dev/null", "--retries", "1"));
        command.addAll(List.of(arguments));
        return Tool.run(
                command,
                environment -> settings.forEach((name, value) ->
                        environment.put("RCLONE_CONFIG_PEER_" + name.toUpperCase(Locale.ROOT), value)));
    }
}
