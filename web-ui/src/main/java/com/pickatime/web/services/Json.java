package com.pickatime.web.services;

import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the services; of what a page does not show, it need not know. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static <T> T read(String text, ParameterizedTypeReference<T> type) {
        return MAPPER.readValue(text, MAPPER.constructType(type.getType()));
    }
}
