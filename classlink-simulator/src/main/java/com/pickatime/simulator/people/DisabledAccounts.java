package com.pickatime.simulator.people;

/** Who is in the roster with an account that is switched off: one in 53, never among the first of any kind. */
final class DisabledAccounts {

    private DisabledAccounts() {}

    static boolean is(int index) {
        return index % 53 == 17;
    }
}
