package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.pages.SignOnPages;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says in the browser why a message is not acted on. */
@RestControllerAdvice(basePackageClasses = RefusedMessageException.class)
class RefusedMessageAdvice {

    private final SignOnPages pages;

    RefusedMessageAdvice(SignOnPages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<String> refused(RefusedMessageException refusal) {
        return pages.message("ClassLink cannot go on", "Refused: " + refusal.getMessage() + ".", 400);
    }
}
