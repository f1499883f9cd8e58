/**
 * What readers without Weft see. A view is a projection of the head that can be made again at any time, so a crash here
 * never costs a commit.
 */
@NullMarked
package io.weft.internal.view;

import org.jspecify.annotations.NullMarked;
