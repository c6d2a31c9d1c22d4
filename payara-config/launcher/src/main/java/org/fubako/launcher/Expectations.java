package org.fubako.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Lets the application decide before a client that expects "100 Continue" (RFC 9110, section 10.1.1) sends the body of an upload. The
 * server would ask for it at once, so that rights, locks and quota could be told only to a client that has sent everything in vain.
 *
 * <p>The application finds a {@link Runnable} in the attribute {@link #ATTRIBUTE} of its request and runs it before it reads the body.
 * When it answers without that, the connection ends after the answer. A body in chunks is not covered: the codec hands nothing on before
 * the first of them has come.
 */
final class Expectations {

    /** Known to the application under this name, too. */
    static final String ATTRIBUTE = "org.fubako.continue";

    /** Where the application runs what it finds. */
    private static final List<String> UPLOADS = List.of("/dav/", "/api/v1/files/");

    private final Class<?> requestType;
    private final Method message;
    private final Method header;
    private final Method expected;
    private final Method expect;
    private final Method verb;
    private final Method target;
    private final Method keep;
    private final Method state;
    private final Method keepAlive;
    private final Method setKeepAlive;
    private final Method setBroken;
    private final Method response;
    private final Method setStatus;
    private final Method interim;
    private final Method write;
    private final Object continueStatus;

    Expectations(ClassLoader classes) throws ReflectiveOperationException {
        requestType = classes.loadClass("org.glassfish.grizzly.http.HttpRequestPacket");
        Class<?> context = classes.loadClass("org.glassfish.grizzly.filterchain.FilterChainContext");
        message = context.getMethod("getMessage");
        write = context.getMethod("write", Object.class, boolean.class);
        header = classes.loadClass("org.glassfish.grizzly.http.HttpPacket").getMethod("getHttpHeader");
        expected = requestType.getMethod("requiresAcknowledgement");
        expect = requestType.getDeclaredMethod("requiresAcknowledgement", boolean.class);
        expect.setAccessible(true);
        verb = requestType.getMethod("getMethod");
        target = requestType.getMethod("getRequestURI");
        keep = requestType.getMethod("setAttribute", String.class, Object.class);
        state = requestType.getMethod("getProcessingState");
        keepAlive = state.getReturnType().getMethod("isKeepAlive");
        setKeepAlive = state.getReturnType().getMethod("setKeepAlive", boolean.class);
        setBroken = requestType.getMethod("setContentBroken", boolean.class);
        response = requestType.getMethod("getResponse");
        Class<?> status = classes.loadClass("org.glassfish.grizzly.http.util.HttpStatus");
        setStatus = response.getReturnType().getMethod("setStatus", status);
        interim = response.getReturnType().getMethod("setAcknowledgement", boolean.class);
        continueStatus = status.getField("CONINTUE_100").get(null);
    }

    /** Takes the expectation of an upload out of the server's hands, when what has been read begins one. */
    void postpone(Object context) throws ReflectiveOperationException {
        Object read = message.invoke(context);
        if (!header.getDeclaringClass().isInstance(read)) {
            return;
        }
        Object request = header.invoke(read);
        if (requestType.isInstance(request) && (Boolean) expected.invoke(request) && isUpload(request)) {
            expect.invoke(request, false);
            Object connection = state.invoke(request);
            boolean stays = (Boolean) keepAlive.invoke(connection);
            // otherwise the server goes on waiting for a body after its answer
            setKeepAlive.invoke(connection, false);
            setBroken.invoke(request, true);
            keep.invoke(request, ATTRIBUTE, (Runnable) () -> goOn(context, request, connection, stays));
        }
    }

    private boolean isUpload(Object request) throws ReflectiveOperationException {
        String path = (String) target.invoke(request);
        return verb.invoke(request).toString().equals("PUT") && UPLOADS.stream().anyMatch(path::startsWith);
    }

    private void goOn(Object context, Object request, Object connection, boolean stays) {
        try {
            setKeepAlive.invoke(connection, stays);
            setBroken.invoke(request, false);
            Object answer = response.invoke(request);
            setStatus.invoke(answer, continueStatus);
            interim.invoke(answer, true);
            write.invoke(context, answer, false);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("a client that waits could not be told to send", e);
        }
    }
}
