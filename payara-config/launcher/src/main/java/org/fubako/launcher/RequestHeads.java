package org.fubako.launcher;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Two corrections of what the server makes of request heads, before its web container sees them.
 *
 * <ul>
 *   <li>An address with a malformed percent escape (RFC 3986, section 2.1) is refused. The container answers 200 to it and does
 *       nothing, so that an upload would be lost with a word of success. As a probe of the HTTP codec, where an exception means 400
 *       and the end of the connection.
 *   <li>A wish to change to another protocol than WebSocket is passed over (RFC 9110, section 7.8). The codec takes what follows such
 *       a head for the other protocol, which is not spoken here, and the body is waited for in vain. As a filter behind the codec.
 * </ul>
 *
 * <p>By reflection, because the server's classes live in a class loader of their own.
 */
final class RequestHeads {

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

    static boolean isWellFormed(String address) {
        for (int at = address.indexOf('%'); at >= 0; at = address.indexOf('%', at + 1)) {
            boolean complete = at + 2 < address.length()
                    && HexFormat.isHexDigit(address.charAt(at + 1))
                    && HexFormat.isHexDigit(address.charAt(at + 2));
            if (!complete) {
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
        private final Method address;
        private final Method upgrade;
        private final Method forget;
        private final Method passOver;
        private final Method goOn;
        private final Method upgradingHead;

        Correction(ClassLoader classes) throws ReflectiveOperationException {
            this.classes = classes;
            codec = classes.loadClass("org.glassfish.grizzly.http.HttpServerFilter");
            request = classes.loadClass("org.glassfish.grizzly.http.HttpRequestPacket");
            upgrading = classes.loadClass("org.glassfish.grizzly.http.HttpEvents$IncomingHttpUpgradeEvent");
            address = request.getMethod("getRequestURI");
            upgrade = request.getMethod("getUpgradeDC");
            forget = upgrade.getReturnType().getMethod("recycle");
            passOver = request.getMethod("setIgnoreContentModifiers", boolean.class);
            goOn = classes.loadClass("org.glassfish.grizzly.filterchain.FilterChainContext")
                    .getMethod("getInvokeAction");
            upgradingHead = upgrading.getMethod("getHttpHeader");
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
                case "onHeaderParseEvent" -> requireAddress(arguments[1]);
                case "handleEvent" -> upgrade(arguments[0], arguments[1]);
                case "handleRead", "handleWrite", "handleConnect", "handleAccept", "handleClose" ->
                    goOn.invoke(arguments[0]);
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                case "toString" -> RequestHeads.class.getName();
                default -> null;
            };
        }

        private Object requireAddress(Object head) throws ReflectiveOperationException {
            if (request.isInstance(head) && !isWellFormed(readAddress(head))) {
                throw new IllegalStateException("malformed escape in the address");
            }
            return null;
        }

        private String readAddress(Object head) throws ReflectiveOperationException {
            try {
                return (String) address.invoke(head);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("the address cannot be read", e);
            }
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
