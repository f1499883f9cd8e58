// Azurite that ends with whoever started it. The first argument names its program, the others go there.
process.stdin.resume().on("end", () => process.exit());
require(process.argv.splice(2, 1)[0]);
