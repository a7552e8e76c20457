package com.pickatime.imports.connection.notification;

import com.pickatime.platform.web.Problems;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where ClassLink, or whoever speaks for it, says that something changed. Open to all; the signature is what counts. */
@RestController
class NotificationController {

    private final ReceiveNotification receive;
    private final int largestBody;

    NotificationController(ReceiveNotification receive, NotificationSettings settings) {
        this.receive = receive;
        this.largestBody = Math.toIntExact(settings.largestBody().toBytes());
    }

    /** 202 once the broker has it, 200 for one that it had before. */
    @PostMapping("/classlink/notifications")
    Mono<ResponseEntity<Void>> notified(ServerHttpRequest request) {
        var headers = request.getHeaders();
        return body(request)
                .flatMap(body -> receive.execute(new InboundNotification(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        body)))
                .map(isNew -> ResponseEntity.status(isNew ? HttpStatus.ACCEPTED : HttpStatus.OK)
                        .build());
    }

    private Mono<byte[]> body(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), largestBody)
                .map(NotificationController::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLarge -> Problems.of(
                                HttpStatus.CONTENT_TOO_LARGE, "A notification has at most " + largestBody + " bytes."));
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
