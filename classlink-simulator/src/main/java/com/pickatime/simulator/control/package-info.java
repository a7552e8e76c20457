/** The loopback-only interface that switches faults, tells the facts and sends notifications. */
@NullMarked
package com.pickatime.simulator.control;

import org.jspecify.annotations.NullMarked;
