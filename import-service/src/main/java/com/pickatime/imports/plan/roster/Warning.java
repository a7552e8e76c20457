package com.pickatime.imports.plan.roster;

/**
 * Something an administrator should know or do; it stops nothing.
 *
 * @param code stable, in upper snake case
 * @param count how many rows it concerns; 0 where that has no meaning
 * @param message what happened and what to do, without personal data
 */
public record Warning(String code, long count, String message) {}
