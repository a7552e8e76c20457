package com.pickatime.simulator.control;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.faults.ActiveFault;
import com.pickatime.simulator.faults.Fault.OnPerson;
import com.pickatime.simulator.faults.Fault.SchoolNotShared;
import com.pickatime.simulator.faults.FaultReader;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.faults.InvalidFaultException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Switches faults on and off. */
@RestController
@RequestMapping("/control/faults")
class FaultsController {

    private final Faults faults;
    private final FaultReader reader;
    private final District district;

    FaultsController(Faults faults, FaultReader reader, District district) {
        this.faults = faults;
        this.reader = reader;
        this.district = district;
    }

    @GetMapping
    List<ActiveFault> list() {
        return faults.active();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ActiveFault> switchOn(@RequestBody String json) {
        return Mono.fromCallable(() -> switchOnNow(json)).subscribeOn(Schedulers.boundedElastic());
    }

    private ActiveFault switchOnNow(String json) {
        var fault = reader.read(json);
        if (fault instanceof OnPerson edit && !district.hasPerson(edit.sourcedId())) {
            throw new InvalidFaultException("sourcedId", "is nobody's in this district");
        }
        if (fault instanceof SchoolNotShared school && !district.hasOrg(school.sourcedId())) {
            throw new InvalidFaultException("sourcedId", "is no school's in this district");
        }
        return faults.switchOn(fault);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void switchAllOff() {
        faults.switchAllOff();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void switchOff(@PathVariable long id) {
        if (!faults.switchOff(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no fault of this id is on");
        }
    }
}
