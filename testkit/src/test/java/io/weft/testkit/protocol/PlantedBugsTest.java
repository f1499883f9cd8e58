package io.weft.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes planted into Weft's own source, one at a time: each must be found by the schedules of its scene, and be what
 * the failure speaks of. The same scene without a plant must pass; how often
 * {@link SchedulesTest} sees to.
 */
@ExtendWith(Quiet.class)
class PlantedBugsTest {
    private static final System.Logger LOG = System.getLogger("io.weft.figures");
    private static final int SCHEDULES = 1000;
    private static final int WITHOUT_A_PLANT = 200;

    @ParameterizedTest
    @EnumSource
    void isFound(Plant plant) throws Exception {
        List<String> found = PlantedClasses.with(plant.type(), plant.source()).play(plant.scene(), SCHEDULES);
        assertThat(found).as("what was found of " + plant).hasSize(4);
        LOG.log(
                System.Logger.Level.INFO,
                plant + " found in schedule " + found.get(0) + " of " + plant.scene() + ": " + found.get(1));
        assertThat(found.get(2)).contains(plant.symptom());
        assertThat(found.get(3)).as("when replayed").contains(plant.symptom());
    }

    static Set<Scene> scenes() {
        Set<Scene> scenes = EnumSet.noneOf(Scene.class);
        for (Plant plant : Plant.values()) {
            scenes.add(plant.scene());
        }
        return scenes;
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void withoutAPlantTheSceneHolds(Scene scene) {
        assertThat(Play.scene(scene.name(), WITHOUT_A_PLANT)).isEmpty();
    }

    /** It is the plant that is found, not that Weft is there twice. */
    @Test
    void aSecondWeftWithoutAPlantHolds() throws Exception {
        assertThat(PlantedClasses.none().play(Scene.TWO_APPENDS, 50)).isEmpty();
    }

    @Test
    void aPlantThatNoLongerFitsIsSaid() {
        String place = "proposal = revalidate.apply(proposal);";
        assertThatThrownBy(() -> Plant.DOES_NOT_REVALIDATE.planted("class Commit {}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "DOES_NOT_REVALIDATE cannot be planted: io.weft.internal.log.Commit has no place"
                                + " that reads '" + place + "'");
        assertThatThrownBy(() -> Plant.DOES_NOT_REVALIDATE.planted(place + place))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has more than one place");
    }
}
