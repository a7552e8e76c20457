package com.pickatime.imports.run;

/**
 * Why a run failed.
 *
 * @param code stable, in upper snake case
 * @param message what happened and what to do, in words for an administrator, without personal data
 */
public record RunFailure(String code, String message) {}
