namespace Rerun.Arrow.Types;

/// <summary>A calendar date.</summary>
public abstract class DateType : FixedWidthType
{
    /// <summary>What the numbers count.</summary>
    public abstract DateUnit Unit { get; }
}
