namespace Rerun.Query.Plan.Expressions;

/// <summary>The rows of its partition that a row's window function sees.</summary>
internal sealed record Frame(FrameUnit Unit, FrameEnd Start, FrameEnd End, FrameExclusion Exclusion)
{
    /// <summary>Where none is written: up to the row and those equal to it; without an order that is the whole partition.</summary>
    public static Frame Default { get; } = new(FrameUnit.Range, new FrameEnd(-1, null), new FrameEnd(0, null), FrameExclusion.None);

    /// <inheritdoc/>
    public override string ToString() => $"{Unit.ToString().ToUpperInvariant()} BETWEEN {Start} AND {End}";
}
