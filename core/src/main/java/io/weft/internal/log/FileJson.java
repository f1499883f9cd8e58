package io.weft.internal.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import io.weft.internal.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of data files as JSON, the same in log entries and in the chunks of checkpoints. */
final class FileJson {
    private FileJson() {}

    static ArrayNode write(List<FileEntry> files) {
        ArrayNode array = Json.array();
        for (FileEntry file : files) {
            ObjectNode node = array.addObject();
            node.put("path", file.path());
            node.put("size", file.size());
            node.put("rows", file.rows());
            node.put("sha256", file.sha256());
            ObjectNode partition = node.putObject("partition");
            for (Map.Entry<String, @Nullable String> value : file.partition().entrySet()) {
                partition.put(value.getKey(), value.getValue());
            }
            if (file.footer() != null) {
                node.put("footer", file.footer());
            }
        }
        return array;
    }

    static List<FileEntry> read(List<JsonObject> nodes) {
        List<FileEntry> files = new ArrayList<>(nodes.size());
        for (JsonObject node : nodes) {
            files.add(new FileEntry(
                    node.text("path"),
                    node.number("size"),
                    node.number("rows"),
                    node.text("sha256"),
                    node.textsByKey("partition"),
                    node.textOrNull("footer")));
        }
        return files;
    }
}
