package com.pickatime.platform.pages;

import com.pickatime.platform.web.ProblemAdvice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Programs get their errors as problem+json, browsers as a page.
 *
 * <p>It stands in for Spring Boot's own handler, which gives problem+json to browsers too. What it leaves alone reaches
 * Spring Boot's error view, that is {@code templates/error}, and they show nothing of the exception.
 */
@ControllerAdvice
class ErrorAdvice extends ProblemAdvice {

    @ExceptionHandler
    Rendering show(MessagePageException exception) {
        return exception.shown().page();
    }

    @Override
    protected Mono<ResponseEntity<Object>> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            @Nullable HttpHeaders headers,
            HttpStatusCode status,
            ServerWebExchange exchange) {
        return BrowserRequests.wantPage(exchange)
                ? Mono.error(exception)
                : super.handleExceptionInternal(exception, body, headers, status, exchange);
    }
}
