namespace Rerun.Arrow.Types;

/// <summary>Dates as 32-bit counts of days since 1970-01-01.</summary>
public sealed class Date32Type : DateType
{
    /// <summary>The type.</summary>
    public static readonly Date32Type Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Date32;

    /// <inheritdoc/>
    public override string Name => "date32";

    /// <inheritdoc/>
    public override int BitWidth => 32;

    /// <inheritdoc/>
    public override DateUnit Unit => DateUnit.Day;
}
