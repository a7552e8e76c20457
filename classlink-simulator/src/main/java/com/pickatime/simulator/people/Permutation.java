package com.pickatime.simulator.people;

import java.math.BigInteger;

/** Puts the numbers from 0 to size - 1 in another order and finds the way back, without storing the order. */
final class Permutation {

    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final int size;
    private final long step;
    private final long stepBack;
    private final long start;

    Permutation(int size, long seed) {
        this.size = size;
        step = coprimeNear(Math.max(1, Math.round(size * GOLDEN_RATIO)), size);
        stepBack = BigInteger.valueOf(step).modInverse(BigInteger.valueOf(size)).longValueExact();
        start = Math.floorMod(seed, (long) size);
    }

    /** The number at a position. */
    int at(int position) {
        return (int) ((position * step + start) % size);
    }

    /** The position of a number. */
    int positionOf(int number) {
        return (int) (Math.floorMod(number - start, (long) size) * stepBack % size);
    }

    private static long coprimeNear(long wanted, int size) {
        var candidate = wanted;
        while (!BigInteger.valueOf(candidate).gcd(BigInteger.valueOf(size)).equals(BigInteger.ONE)) {
            candidate++;
        }
        return candidate;
    }
}
