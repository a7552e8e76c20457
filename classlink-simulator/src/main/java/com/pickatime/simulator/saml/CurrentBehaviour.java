package com.pickatime.simulator.saml;

import org.springframework.stereotype.Component;

/** The behaviour that is switched on. */
@Component
public class CurrentBehaviour {

    private volatile Behaviour current = Behaviour.USUAL;

    public Behaviour get() {
        return current;
    }

    public void set(Behaviour behaviour) {
        current = behaviour;
    }
}
