package com.pickatime.imports.connection;

import com.pickatime.events.ImportTrigger;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import reactor.core.publisher.Mono;

/**
 * Asks for an import of all of a business's roster. Runs know connections, and connections know no runs: whoever keeps the
 * runs grants this.
 */
@FunctionalInterface
public interface ImportRequester {

    /** Asks for an import; asking again with the same {@code importId} asks for nothing more. */
    Mono<Void> requestFull(ImportId importId, BusinessId businessId, ImportTrigger trigger);
}
