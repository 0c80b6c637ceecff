namespace Rerun.Arrow.Types;

/// <summary>Dates as 64-bit counts of milliseconds since 1970-01-01.</summary>
public sealed class Date64Type : DateType
{
    /// <summary>The type.</summary>
    public static readonly Date64Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Date64;

    /// <inheritdoc/>
    public override string Name => "date64";

    /// <inheritdoc/>
    public override int BitWidth => 64;

    /// <inheritdoc/>
    public override DateUnit Unit => DateUnit.Millisecond;
}
