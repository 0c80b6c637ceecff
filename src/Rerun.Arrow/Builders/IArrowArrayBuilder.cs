using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Grows an array of any type.</summary>
public interface IArrowArrayBuilder
{
    /// <summary>The number of values so far.</summary>
    int Length { get; }

    /// <summary>The type of the array.</summary>
    IArrowType DataType { get; }

    /// <summary>Adds a null.</summary>
    void AppendNull();

    /// <summary>The array. The builder hands its memory over and is empty afterwards.</summary>
    IArrowArray Build();
}
