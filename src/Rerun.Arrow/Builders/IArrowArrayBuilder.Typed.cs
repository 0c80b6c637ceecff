namespace Rerun.Arrow;

/// <summary>Grows an array of a known class.</summary>
/// <typeparam name="TArray">The class of the array.</typeparam>
public interface IArrowArrayBuilder<out TArray> : IArrowArrayBuilder
    where TArray : IArrowArray
{
    /// <summary>The array. The builder hands its memory over and is empty afterwards.</summary>
    new TArray Build();

    IArrowArray IArrowArrayBuilder.Build() => Build();
}
