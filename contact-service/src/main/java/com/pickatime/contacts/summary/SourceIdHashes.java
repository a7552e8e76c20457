package com.pickatime.contacts.summary;

/** 64-bit hashes of source IDs and of pairs of them: FNV-1a, finished by the mixer of SplitMix64. */
public final class SourceIdHashes {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private SourceIdHashes() {}

    public static long of(String text) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash);
    }

    static long ofPair(String first, String second) {
        return mix(of(first) * 31 + of(second));
    }

    /** The same for both orders of the two. */
    static long ofUnorderedPair(String one, String other) {
        return one.compareTo(other) <= 0 ? ofPair(one, other) : ofPair(other, one);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
