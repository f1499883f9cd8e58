package io.weft.testkit.protocol;

import io.weft.testkit.schedule.Explorer;
import io.weft.testkit.schedule.ScheduleFailure;
import java.util.List;

/** Plays scenes for {@link PlantedClasses}: what goes in and out are types of the platform, which both sides share. */
public final class Play {
    private Play() {}

    /**
     * Explores a scene, and if something is found, sees it again.
     *
     * @param name the scene
     * @param schedules the most schedules
     * @return empty if nothing was found; else in which schedule, the schedule, what was wrong, and what was wrong when it
     *     was replayed
     */
    public static List<String> scene(String name, int schedules) {
        Explorer explorer = Scene.valueOf(name).explorer().schedules(schedules);
        try {
            explorer.explore();
            return List.of();
        } catch (ScheduleFailure failure) {
            return List.of(
                    String.valueOf(failure.number()),
                    failure.schedule().toString(),
                    String.valueOf(failure.getCause()),
                    replay(explorer, failure));
        }
    }

    private static String replay(Explorer explorer, ScheduleFailure failure) {
        try {
            explorer.replay(failure.schedule().toString());
            return "";
        } catch (ScheduleFailure again) {
            return String.valueOf(again.getCause());
        }
    }
}
