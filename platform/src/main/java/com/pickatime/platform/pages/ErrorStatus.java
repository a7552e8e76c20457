package com.pickatime.platform.pages;

import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webflux.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Gives error pages the status that a problem has; Spring Boot takes most problems for errors of ours, 500. */
@Component
class ErrorStatus extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(ServerRequest request, ErrorAttributeOptions options) {
        var attributes = super.getErrorAttributes(request, options);
        if (getError(request) instanceof ErrorResponse problem) {
            attributes.put("status", problem.getStatusCode().value());
        }
        return attributes;
    }
}
