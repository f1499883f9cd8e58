/**
 * Runs code of several actors in one order after another, so that a mistake that needs an unlucky moment is found by every
 * build: {@link io.weft.testkit.schedule.Explorer} tries the orders, a {@link io.weft.testkit.schedule.Scenario} says what
 * runs and what must hold.
 */
@NullMarked
package io.weft.testkit.schedule;

import org.jspecify.annotations.NullMarked;
