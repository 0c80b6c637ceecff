namespace Rerun.Arrow.Types;

/// <summary>Runs of equal values: the positions where runs end, and the value of each run.</summary>
public sealed class RunEndEncodedType : NestedType
{
    /// <summary>A type of runs.</summary>
    /// <param name="runEnds">The field of the ends: Int16, Int32 or Int64.</param>
    /// <param name="values">The field of the values.</param>
    /// <exception cref="ArgumentException">The ends are not of a fitting type.</exception>
    public RunEndEncodedType(Field runEnds, Field values)
        : base([runEnds, values])
    {
        if (runEnds.DataType is not (Int16Type or Int32Type or Int64Type))
        {
            throw new ArgumentException($"Run ends are int16, int32 or int64, not {runEnds.DataType}.", nameof(runEnds));
        }
    }

    /// <summary>A type of runs; the fields are named "run_ends" and "values".</summary>
    /// <exception cref="ArgumentException">The ends are not of a fitting type.</exception>
    public RunEndEncodedType(IArrowType runEnds, IArrowType values)
        : this(new Field("run_ends", runEnds, false), new Field("values", values, true))
    {
    }

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.RunEndEncoded;

    /// <inheritdoc/>
    public override string Name => "run_end_encoded";

    /// <summary>The field of the run ends.</summary>
    public Field RunEndsField => Fields[0];

    /// <summary>The field of the values.</summary>
    public Field ValuesField => Fields[1];

    /// <summary>The type of the run ends.</summary>
    public IArrowType RunEndsDataType => Fields[0].DataType;

    /// <summary>The type of the values.</summary>
    public IArrowType ValuesDataType => Fields[1].DataType;
}
