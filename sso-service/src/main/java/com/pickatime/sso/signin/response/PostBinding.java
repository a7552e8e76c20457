package com.pickatime.sso.signin.response;

import com.pickatime.sso.saml.response.ResponseRefusal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.FormHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;

/** Reads the form of the HTTP-POST binding (SAML 2.0 bindings, section 3.5), up to a size. */
@Component
public class PostBinding {

    private static final int MOST_FORM_BYTES = 512 * 1024;
    /** 256 KiB of XML, which is what the parser takes, in base64. */
    private static final int MOST_BASE64 = 350 * 1024;

    private static final ResolvableType FORM =
            ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class, String.class);

    private final FormHttpMessageReader reader = new FormHttpMessageReader();

    PostBinding() {
        reader.setMaxInMemorySize(MOST_FORM_BYTES);
    }

    /** Fails with {@link RefusedSignInException} if there is not one readable SAMLResponse. */
    public Mono<PostedResponse> read(ServerHttpRequest request) {
        if (!MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(
                request.getHeaders().getContentType())) {
            return Mono.error(new RefusedSignInException(SignInRefusal.of(ResponseRefusal.MALFORMED)));
        }
        return reader.readMono(FORM, request, Map.of())
                .onErrorMap(DataBufferLimitException.class, tooLong -> refused(ResponseRefusal.TOO_LARGE))
                .onErrorMap(PostBinding::isUnreadable, unreadable -> refused(ResponseRefusal.MALFORMED))
                .map(PostBinding::response)
                .switchIfEmpty(Mono.error(() -> refused(ResponseRefusal.MALFORMED)));
    }

    private static PostedResponse response(MultiValueMap<String, String> form) {
        var responses = form.getOrDefault("SAMLResponse", List.of());
        var relayStates = form.getOrDefault("RelayState", List.of());
        if (responses.size() != 1) {
            throw refused(ResponseRefusal.MALFORMED);
        }
        return new PostedResponse(decode(responses.get(0)), relayStates.size() == 1 ? relayStates.get(0) : null);
    }

    /** Base64 with the line breaks that RFC 2045 allows, and nothing else between. */
    private static byte[] decode(String text) {
        if (text.length() > MOST_BASE64) {
            throw refused(ResponseRefusal.TOO_LARGE);
        }
        try {
            return Base64.getDecoder().decode(text.replaceAll("[\r\n\t ]", ""));
        } catch (IllegalArgumentException notBase64) {
            throw refused(ResponseRefusal.MALFORMED);
        }
    }

    private static boolean isUnreadable(Throwable failure) {
        return failure instanceof DecodingException || failure instanceof IllegalArgumentException;
    }

    private static RefusedSignInException refused(ResponseRefusal refusal) {
        return new RefusedSignInException(SignInRefusal.of(refusal));
    }
}
