package com.pickatime.simulator.control;

import com.pickatime.simulator.faults.FaultReader;
import com.pickatime.simulator.faults.InvalidFaultException;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/** Says what was wrong with a request to the control interface. */
@RestControllerAdvice(basePackageClasses = ControlProblems.class)
class ControlProblems {

    @ExceptionHandler
    ProblemDetail unreadable(InvalidFaultException invalid) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "This fault cannot be switched on.");
        problem.setProperty("field", invalid.field());
        problem.setProperty("reason", invalid.reason());
        problem.setProperty("knownTypes", FaultReader.knownTypes());
        return problem;
    }

    @ExceptionHandler({WebClientRequestException.class, TimeoutException.class})
    ProblemDetail unreachable() {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_GATEWAY, "The receiver of the notification cannot be reached or does not answer.");
    }
}
