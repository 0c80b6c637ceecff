namespace Rerun.Catalog.Embedded.Indexes.Vectors;

/// <summary>Where a vector stands in its chunk.</summary>
/// <param name="Row">The row.</param>
/// <param name="Instance">The position in the component's list; 0 where the list itself is the vector.</param>
/// <param name="Item">The position among the instances of the chunk.</param>
/// <param name="Start">The position of its first number among all numbers.</param>
/// <param name="Length">The number of its numbers.</param>
internal readonly record struct VectorPlace(int Row, uint Instance, int Item, int Start, int Length);
