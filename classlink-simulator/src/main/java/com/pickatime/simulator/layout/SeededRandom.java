package com.pickatime.simulator.layout;

/**
 * Variety without state: every choice is a function of the seed, the trait it decides and an index, so that any record
 * can be computed alone and always comes out the same.
 */
public final class SeededRandom {

    /** What is being decided; two traits of one index do not depend on each other. */
    public enum Trait {
        BIRTH_DATE_BLANK,
        BIRTH_DATE_MONTH_FIRST,
        BIRTH_DATE_PADDED,
        BIRTH_DAY,
        CLAIM,
        CLASS_ID,
        CO_TAUGHT,
        DROPPED_CLASS,
        EMAIL_MISSING,
        EMAIL_OF_PARTNER,
        EMAIL_OF_TEACHER,
        EMAIL_PADDED,
        FAMILY_NAME,
        FAMILY_ORDER,
        FORMER_CLASSMATE,
        GIVEN_NAME,
        GIVEN_NAME_PADDED,
        JOINS_LATE,
        LEFT_EARLY,
        MIDDLE_NAME,
        MODIFIED,
        PASSWORD,
        RETURNED,
        ROLE,
        SCHOOL_NAME,
        SECOND_SCHOOL,
        SEX,
        STUDENT_ID
    }

    private final long seed;

    public SeededRandom(long seed) {
        this.seed = seed;
    }

    /** 64 well mixed bits; they follow from the trait's name, so a new trait changes no district. */
    public long bits(Trait trait, long index) {
        return mixed(mixed(seed + trait.name().hashCode() * 0x9E3779B97F4A7C15L) + index * 0xD1B54A32D192ED03L);
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound, Trait trait, long index) {
        return (int) Math.floorMod(bits(trait, index), (long) bound);
    }

    /** True for exactly one index in each run of {@code length}, so that rare cases occur in small districts too. */
    public boolean once(int length, Trait trait, int index) {
        return (index + below(length, trait, -1)) % length == 0;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        var bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
