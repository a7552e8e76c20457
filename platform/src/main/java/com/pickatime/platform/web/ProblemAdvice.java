package com.pickatime.platform.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/** Answers refused requests with problem details, which name the part of the address that cannot be read. */
@ControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {

    @Override
    protected Mono<ResponseEntity<Object>> handleServerWebInputException(
            ServerWebInputException exception, HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
        var parameter = exception.getMethodParameter();
        if (parameter == null || !(exception.getCause() instanceof TypeMismatchException mismatch)) {
            return super.handleServerWebInputException(exception, headers, status, exchange);
        }
        var problem = Problems.invalid(KnownParameters.name(parameter), rule(mismatch.getRequiredType()));
        return handleExceptionInternal(problem, problem.getBody(), headers, status, exchange);
    }

    private static String rule(@Nullable Class<?> type) {
        if (type == boolean.class) {
            return "must be true or false";
        }
        return type != null && type.isPrimitive() ? "must be a whole number" : "must not be blank";
    }
}
