package com.pickatime.imports.run;

/**
 * How a run ended in the contact service.
 *
 * @param unchanged true when nothing had to be published
 * @param differences record types in which source and store differ afterwards; -1 when they could not be compared
 */
public record RunCompletion(boolean unchanged, long applied, long refused, int differences) {}
