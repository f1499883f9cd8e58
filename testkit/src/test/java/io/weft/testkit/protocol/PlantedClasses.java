package io.weft.testkit.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * All of Weft once more, beside the Weft of this test, with one class compiled from other source. Nothing is shared but
 * the platform and libraries, so a plant may be anywhere.
 */
public final class PlantedClasses extends ClassLoader {
    private static final String WEFT = "io.weft.";

    private final Map<String, byte[]> planted;

    private PlantedClasses(Map<String, byte[]> planted) {
        super(PlantedClasses.class.getClassLoader());
        this.planted = planted;
    }

    /** Weft as it is. */
    static PlantedClasses none() {
        return new PlantedClasses(Map.of());
    }

    /**
     * Weft with other source for one class.
     *
     * @param type the class
     * @param source its source
     * @return the classes
     * @throws IOException if the compiler's files cannot be closed
     */
    public static PlantedClasses with(String type, String source) throws IOException {
        return new PlantedClasses(compile(type, source));
    }

    /** Plays a scene there; see {@link Play#scene}. */
    @SuppressWarnings("unchecked")
    List<String> play(Scene scene, int schedules) throws ReflectiveOperationException {
        return (List<String>) loadClass(Play.class.getName())
                .getMethod("scene", String.class, int.class)
                .invoke(null, scene.name(), schedules);
    }

    /**
     * Calls a door to what is beside: a public static method that takes and returns types of the platform only.
     *
     * @param door the class as it is here
     * @param method the method's name
     * @param arguments texts
     * @return what it returned
     * @throws ReflectiveOperationException if there is no such method, or it failed
     */
    public Object call(Class<?> door, String method, String... arguments) throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        return loadClass(door.getName()).getMethod(method, types).invoke(null, (Object[]) arguments);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(WEFT)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = planted.containsKey(name) ? planted.get(name) : original(name);
        return defineClass(name, Objects.requireNonNull(bytes), 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static Map<String, byte[]> compile(String type, String source) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(
                ToolProvider.getSystemJavaCompiler(), "this test needs a JDK, since it compiles");
        StringWriter messages = new StringWriter();
        try (Classes classes = new Classes(compiler.getStandardFileManager(null, null, null))) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
            boolean done = compiler.getTask(messages, classes, null, options, null, List.of(new Source(type, source)))
                    .call();
            if (!done) {
                throw new IllegalStateException(type + " cannot be compiled with the plant:\n" + messages);
            }
            return classes.bytes();
        }
    }

    private static URI uri(String type) {
        return URI.create("planted:///" + type.replace('.', '/') + ".java");
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(uri(type), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

        Classes(JavaFileManager manager) {
            super(manager);
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new HashMap<>();
            outputs.forEach((name, output) -> bytes.put(name, output.toByteArray()));
            return bytes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(uri(name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    outputs.put(name, output);
                    return output;
                }
            };
        }
    }
}
