package com.pickatime.simulator.control;

import com.pickatime.simulator.saml.Behaviour;
import com.pickatime.simulator.saml.Behaviour.Signed;
import org.jspecify.annotations.Nullable;

/** A behaviour as a tester writes it; null is what is usual. */
record BehaviourRequest(
        @Nullable Signed signed,
        @Nullable Boolean encrypted,
        @Nullable Boolean sha1,
        @Nullable Long clockOffsetSeconds,
        @Nullable Boolean unsolicited) {

    Behaviour behaviour() {
        return new Behaviour(
                signed == null ? Signed.BOTH : signed,
                Boolean.TRUE.equals(encrypted),
                Boolean.TRUE.equals(sha1),
                clockOffsetSeconds == null ? 0 : clockOffsetSeconds,
                Boolean.TRUE.equals(unsolicited));
    }
}
