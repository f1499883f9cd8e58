/**
 * For tests of data products. {@link io.weft.testkit.WeftExtension} gives each JUnit test a platform in memory, {@link
 * io.weft.testkit.WeftAssertions} says what it should look like afterwards:
 *
 * <pre>{@code
 * @ExtendWith(WeftExtension.class)
 * class PunctualityTest {
 *     @Test
 *     void publishesFlights(TestMesh mesh) {
 *         DataProduct punctuality = mesh.product(Path.of("src/main/resources/dataproduct.yaml"));
 *
 *         PublishReport report = punctuality.publish(List.of(new Flight("OSL", "BGO", 4)));
 *
 *         assertThat(report).isVisibleAs(1).hasNoFailedChecks();
 *         assertThat(punctuality).containsOnlyRows(new Flight("OSL", "BGO", 4));
 *     }
 * }
 * }</pre>
 *
 * <p>{@code docs/how-to/test-your-product.md} shows more.
 */
@NullMarked
package io.weft.testkit;

import org.jspecify.annotations.NullMarked;
