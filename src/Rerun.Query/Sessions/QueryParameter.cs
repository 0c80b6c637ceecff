using Rerun.Arrow.Types;

namespace Rerun.Query;

/// <summary>A value handed to a statement.</summary>
/// <param name="Name">
/// The parameter's name, with or without prefix (<c>@</c>, <c>$</c>, <c>:</c>); null or empty for a positional one, which counts by its place
/// among the parameters.
/// </param>
/// <param name="Value">
/// The value: null or <see cref="DBNull"/>, a number, bool, string, byte[], Guid, <see cref="DateTime"/>, <see cref="DateTimeOffset"/>,
/// <see cref="DateOnly"/>, <see cref="TimeSpan"/>, <see cref="TimeOnly"/>, <c>Timestamp64</c>, <c>Duration64</c>, an enum, or an array or list of
/// these.
/// </param>
/// <param name="Type">The type the value is meant to have, or null to take it from the value.</param>
public sealed record QueryParameter(string? Name, object? Value, IArrowType? Type = null);
