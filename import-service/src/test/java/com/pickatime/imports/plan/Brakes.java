package com.pickatime.imports.plan;

/** Brakes for tests of what they stop. */
public final class Brakes {

    private Brakes() {}

    public static Brake at(int percent, int count) {
        return new Brake(new BrakeSettings(percent, count, 50));
    }
}
