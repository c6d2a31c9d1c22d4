package org.fubako.web.storage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.fubako.caller.Caller;
import org.fubako.storage.Changed;
import org.fubako.storage.FilePath;
import org.fubako.web.rest.JsonBody;

/** From where to where something is moved or copied. In JSON, paths are written as they are, not percent-encoded. */
record Transfer(FilePath from, FilePath to, boolean overwrite) {

    static Transfer read(InputStream body) {
        JsonBody json = JsonBody.read(body, "from", "to", "overwrite");
        return new Transfer(path(json, "from"), path(json, "to"), json.flag("overwrite", false));
    }

    private static FilePath path(JsonBody json, String name) {
        return ApiPaths.belowRoot(FilePath.parse(json.text(name)));
    }

    /** 201 when the target is new, 200 when it has been replaced. */
    static Response answer(HttpServletRequest request, Changed changed, Caller caller) {
        Response.ResponseBuilder answer =
                changed.created() ? Response.created(ApiPaths.address(request, changed.node())) : Response.ok();
        return answer.entity(NodeJson.of(changed.node(), caller.zone())).build();
    }
}
