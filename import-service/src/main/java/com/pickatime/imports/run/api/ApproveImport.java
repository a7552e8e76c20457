package com.pickatime.imports.run.api;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets a held plan be carried out: by a run that reads the roster anew, and is held anew if its plan is another one.
 *
 * <p>The id of that run follows from the held one's, so that an approval given twice starts one.
 */
@Component
class ApproveImport {

    private final ImportPermission permission;
    private final ImportRequests requests;
    private final ImportRuns runs;

    ApproveImport(ImportPermission permission, ImportRequests requests, ImportRuns runs) {
        this.permission = permission;
        this.requests = requests;
        this.runs = runs;
    }

    /** Gives the id of the run that carries the plan out. */
    Mono<String> execute(ImportRun held, @Nullable String planDigest) {
        var plan = held.plan();
        if (held.state() != RunState.HELD || plan == null) {
            return Mono.error(Problems.conflict(
                    "The import is " + held.state() + "; only a HELD one can be approved. GET the latest imports."));
        }
        if (!plan.planDigest().equals(planDigest)) {
            return Mono.error(Problems.invalid(
                    "planDigest", "must be the digest of the plan that is held: GET the import and look at the plan"));
        }
        var name = held.importId() + "/approved";
        var importId =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return permission
                .require(held.businessId(), held.order().mode())
                .flatMap(connection -> requests.request(
                        importId, held.businessId(), held.order().approving(plan.planDigest())))
                .flatMap(successor -> runs.approved(held, successor).thenReturn(successor));
    }
}
