using Rerun.Data.Specification.Cases;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification;

// The cases over the embedded catalog. Another back end is another fixture and another set of these classes.

public sealed class EmbeddedConnection(EmbeddedFixture fixture) : ConnectionCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedFactory(EmbeddedFixture fixture) : FactoryCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedCommand(EmbeddedFixture fixture) : CommandCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedParameter(EmbeddedFixture fixture) : ParameterCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedTransaction(EmbeddedFixture fixture) : TransactionCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedReader(EmbeddedFixture fixture) : ReaderCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedNoResult(EmbeddedFixture fixture) : NoResultCases(fixture), IClassFixture<EmbeddedFixture>;

public sealed class EmbeddedConversion(EmbeddedFixture fixture) : ConversionCases(fixture), IClassFixture<EmbeddedFixture>;
