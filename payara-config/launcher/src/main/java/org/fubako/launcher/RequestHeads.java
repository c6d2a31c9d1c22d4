package org.fubako.launcher;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Corrections of what the server makes of request heads, before its web container sees them.
 *
 * <ul>
 *   <li>What the server would misunderstand is refused. To a malformed percent escape (RFC 3986, section 2.1) and to an empty host the
 *       container answers 200 and does nothing, so that an upload would be lost with a word of success; of a length beside a coding
 *       (RFC 9112, section 6.3) it shows one only; on a target without a path it never closes the connection; a session's parameter
 *       is cut out of a path. As a probe of the codec, where an exception means 400 and the end of the connection.
 *   <li>A wish to change to another protocol than WebSocket is passed over (RFC 9110, section 7.8). The codec takes what follows such
 *       a head for the other protocol, which is not spoken here, and the body is waited for in vain. As a filter behind the codec.
 *   <li>{@link Expectations} are left to the application.
 * </ul>
 *
 * <p>By reflection, because the server's classes live in a class loader of their own.
 */
final class RequestHeads {

    private static final Pattern TARGET = Pattern.compile("/|https?://", Pattern.CASE_INSENSITIVE);
    private static final String SESSION_PARAMETER = ";jsessionid=";
    private static final Pattern EMPTY_HOST = Pattern.compile("host:[ \\t]*(?::.*)?");

    private RequestHeads() {}

    /**
     * Corrects on all listeners of the running server.
     *
     * @param runtime any object of the server
     */
    static void correct(Object runtime) throws ReflectiveOperationException {
        ClassLoader classes = runtime.getClass().getClassLoader();
        Correction correction = new Correction(classes);
        Class<?> grizzly = classes.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
        Field proxies = grizzly.getDeclaredField("proxies");
        proxies.setAccessible(true);
        for (Object proxy : (Collection<?>) proxies.get(service(classes, grizzly))) {
            correction.install(
                    proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy));
        }
    }

    private static Object service(ClassLoader classes, Class<?> type) throws ReflectiveOperationException {
        Object services = classes.loadClass("org.glassfish.internal.api.Globals")
                .getMethod("getDefaultHabitat")
                .invoke(null);
        return classes.loadClass("org.glassfish.hk2.api.ServiceLocator")
                .getMethod("getService", Class.class, Annotation[].class)
                .invoke(services, type, new Annotation[0]);
    }

    /** Whether the server understands the head rightly; all of it as it was sent, up to the empty line. */
    static boolean isUnderstood(String head) {
        String[] lines = head.split("\\r\\n");
        boolean length = false;
        boolean coding = false;
        for (String line : lines) {
            String field = line.toLowerCase(Locale.ROOT);
            length |= field.startsWith("content-length:");
            coding |= field.startsWith("transfer-encoding:");
            if (EMPTY_HOST.matcher(field).matches()) {
                return false;
            }
        }
        return isRequestLine(lines[0]) && !(length && coding);
    }

    /** A method, a path on this or a named host, and a version that is spoken here. */
    private static boolean isRequestLine(String line) {
        String[] parts = line.split(" ", -1);
        return parts.length == 3
                && TARGET.matcher(parts[1]).lookingAt()
                && isWhole(parts[1].split("\\?", 2)[0])
                && (parts[2].equals("HTTP/1.1") || parts[2].equals("HTTP/1.0"));
    }

    /** The container takes a session's parameter out of a path, and would store a document under another name. */
    private static boolean isWhole(String path) {
        return !path.contains(SESSION_PARAMETER) && hasWholeEscapes(path);
    }

    private static boolean hasWholeEscapes(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            boolean whole = at + 2 < path.length()
                    && HexFormat.isHexDigit(path.charAt(at + 1))
                    && HexFormat.isHexDigit(path.charAt(at + 2));
            if (!whole) {
                return false;
            }
        }
        return true;
    }

    /** Both the probe and the filter; the events of either that do not matter pass. */
    private static final class Correction implements InvocationHandler {

        private final ClassLoader classes;
        private final Class<?> codec;
        private final Class<?> request;
        private final Class<?> upgrading;
        private final Field headBuffer;
        private final Method end;
        private final Method text;
        private final Method upgrade;
        private final Method forget;
        private final Method passOver;
        private final Method goOn;
        private final Method upgradingHead;
        private final Expectations expectations;

        Correction(ClassLoader classes) throws ReflectiveOperationException {
            this.classes = classes;
            codec = classes.loadClass("org.glassfish.grizzly.http.HttpServerFilter");
            request = classes.loadClass("org.glassfish.grizzly.http.HttpRequestPacket");
            upgrading = classes.loadClass("org.glassfish.grizzly.http.HttpEvents$IncomingHttpUpgradeEvent");
            headBuffer =
                    classes.loadClass("org.glassfish.grizzly.http.HttpHeader").getDeclaredField("headerBuffer");
            headBuffer.setAccessible(true);
            Class<?> buffer = classes.loadClass("org.glassfish.grizzly.Buffer");
            end = buffer.getMethod("limit");
            text = buffer.getMethod("toStringContent", Charset.class, int.class, int.class);
            upgrade = request.getMethod("getUpgradeDC");
            forget = upgrade.getReturnType().getMethod("recycle");
            passOver = request.getMethod("setIgnoreContentModifiers", boolean.class);
            goOn = classes.loadClass("org.glassfish.grizzly.filterchain.FilterChainContext")
                    .getMethod("getInvokeAction");
            upgradingHead = upgrading.getMethod("getHttpHeader");
            expectations = new Expectations(classes);
        }

        @SuppressWarnings("unchecked")
        void install(Object listener) throws ReflectiveOperationException {
            Class<?> filter = classes.loadClass("org.glassfish.grizzly.filterchain.Filter");
            Class<?> probe = classes.loadClass("org.glassfish.grizzly.http.HttpProbe");
            Object self = Proxy.newProxyInstance(classes, new Class<?>[] {filter, probe}, this);
            Object transport = listener.getClass().getMethod("getTransport").invoke(listener);
            List<Object> chain = (List<Object>) classes.loadClass("org.glassfish.grizzly.Transport")
                    .getMethod("getProcessor")
                    .invoke(transport);
            Object http = chain.stream()
                    .filter(codec::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new StartFailure("the server has a listener without HTTP"));
            chain.add(chain.indexOf(http) + 1, self);
            Object probes = Array.newInstance(probe, 1);
            Array.set(probes, 0, self);
            classes.loadClass("org.glassfish.grizzly.monitoring.MonitoringConfig")
                    .getMethod("addProbes", Object[].class)
                    .invoke(codec.getMethod("getMonitoringConfig").invoke(http), probes);
        }

        @Override
        public Object invoke(Object self, Method event, Object[] arguments) throws Throwable {
            return switch (event.getName()) {
                case "onHeaderParseEvent" -> check(arguments[1]);
                case "handleEvent" -> upgrade(arguments[0], arguments[1]);
                case "handleRead" -> {
                    expectations.postpone(arguments[0]);
                    yield goOn.invoke(arguments[0]);
                }
                case "handleWrite", "handleConnect", "handleAccept", "handleClose" -> goOn.invoke(arguments[0]);
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                case "toString" -> RequestHeads.class.getName();
                default -> null;
            };
        }

        private Object check(Object head) throws ReflectiveOperationException {
            if (request.isInstance(head)) {
                Object buffer = headBuffer.get(head);
                String sent = (String) text.invoke(buffer, StandardCharsets.ISO_8859_1, 0, end.invoke(buffer));
                if (!isUnderstood(sent)) {
                    throw new IllegalStateException("a request head that the server would misunderstand");
                }
            }
            return null;
        }

        private Object upgrade(Object context, Object event) throws ReflectiveOperationException {
            if (upgrading.isInstance(event)) {
                Object head = upgradingHead.invoke(event);
                Object wish = upgrade.invoke(head);
                if (!"websocket".equalsIgnoreCase(wish.toString())) {
                    forget.invoke(wish);
                    passOver.invoke(head, false);
                }
            }
            return goOn.invoke(context);
        }
    }
}
