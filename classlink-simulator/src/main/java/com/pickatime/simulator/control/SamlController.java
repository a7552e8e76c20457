package com.pickatime.simulator.control;

import com.pickatime.simulator.saml.Behaviour;
import com.pickatime.simulator.saml.CurrentBehaviour;
import com.pickatime.simulator.saml.keys.IdpKeys;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Switches the way in which the identity provider makes its responses, and its keys. */
@RestController
@RequestMapping("/control/saml")
class SamlController {

    private final CurrentBehaviour behaviour;
    private final IdpKeys keys;

    SamlController(CurrentBehaviour behaviour, IdpKeys keys) {
        this.behaviour = behaviour;
        this.keys = keys;
    }

    /**
     * How things stand.
     *
     * @param certificates the serial numbers of the published certificates, the one in use first
     */
    record State(Behaviour behaviour, List<String> certificates) {}

    @GetMapping
    Mono<State> state() {
        return Mono.fromCallable(() -> new State(behaviour.get(), serialNumbers()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** What the body leaves out is as usual. */
    @PutMapping
    Mono<State> set(@RequestBody BehaviourRequest wanted) {
        behaviour.set(wanted.behaviour());
        return state();
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset() {
        behaviour.set(Behaviour.USUAL);
    }

    /** A new key; the old certificate leaves the metadata unless it is kept. */
    @PostMapping("/key")
    Mono<State> renew(@RequestParam(defaultValue = "false") boolean keepOld) {
        return Mono.fromRunnable(() -> keys.renew(keepOld))
                .subscribeOn(Schedulers.boundedElastic())
                .then(state());
    }

    private List<String> serialNumbers() {
        return keys.published().stream()
                .map(X509Certificate::getSerialNumber)
                .map(number -> number.toString(16))
                .toList();
    }
}
