package io.weft.internal.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What disks, networks and people do to objects. Each keeps no promise to change anything: compare. */
enum Mutation {
    FLIPPED_BIT {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            byte[] damaged = intact.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            return damaged;
        }
    },
    CHANGED_BYTES {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            byte[] damaged = intact.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            return damaged;
        }
    },
    CHANGED_DIGIT {
        /** What still is the same JSON with another number, name or hash in it. */
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            byte[] damaged = intact.clone();
            int from = random.nextInt(damaged.length);
            for (int i = 0; i < damaged.length; i++) {
                int at = (from + i) % damaged.length;
                if (damaged[at] >= '0' && damaged[at] <= '9') {
                    damaged[at] = (byte) ('0' + random.nextInt(10));
                    return damaged;
                }
            }
            return damaged;
        }
    },
    CUT {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            return Arrays.copyOf(intact, random.nextInt(intact.length));
        }
    },
    EXTENDED {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            byte[] more = new byte[1 + random.nextInt(100)];
            random.nextBytes(more);
            if (random.nextBoolean()) {
                Arrays.fill(more, (byte) (random.nextBoolean() ? ' ' : 0));
            }
            return joined(intact, more);
        }
    },
    SWAPPED {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            return others.get(random.nextInt(others.size())).clone();
        }
    },
    MEMBER_TWICE {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            Map.Entry<String, JsonNode> member = member(intact, random);
            String text = new String(intact, StandardCharsets.UTF_8);
            String value = random.nextBoolean() ? member.getValue().toString() : "0";
            return ("{\"" + member.getKey() + "\":" + value + "," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
        }
    },
    MEMBER_REMOVED {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            ObjectNode node = Json.readObject(intact).orElseThrow();
            node.remove(member(intact, random).getKey());
            return Json.bytes(node);
        }
    },
    ZEROED {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            byte[] damaged = intact.clone();
            int from = random.nextInt(damaged.length);
            Arrays.fill(damaged, from, Math.min(damaged.length, from + 1 + random.nextInt(512)), (byte) 0);
            return damaged;
        }
    },
    EMPTIED {
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            return new byte[0];
        }
    },
    GIANT {
        /** Seldom above what is read at all, which is 64 MiB. */
        @Override
        byte[] of(byte[] intact, List<byte[]> others, Random random) {
            int length = random.nextInt(20) == 0 ? (64 << 20) + 1 : intact.length + (1 << (10 + random.nextInt(14)));
            byte[] giant = Arrays.copyOf(intact, length);
            Arrays.fill(giant, intact.length, giant.length, (byte) (random.nextBoolean() ? '[' : ' '));
            return giant;
        }
    };

    abstract byte[] of(byte[] intact, List<byte[]> others, Random random);

    private static Map.Entry<String, JsonNode> member(byte[] intact, Random random) {
        List<Map.Entry<String, JsonNode>> members =
                List.copyOf(Json.readObject(intact).orElseThrow().properties());
        return members.get(random.nextInt(members.size()));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
