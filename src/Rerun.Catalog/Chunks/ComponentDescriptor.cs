namespace Rerun.Catalog.Chunks;

/// <summary>What a component column is, by its metadata.</summary>
/// <param name="Component">The component identifier, for example <c>Points3D:positions</c>, or a bare user name.</param>
/// <param name="Archetype">The full name of the archetype, for example <c>rerun.archetypes.Points3D</c>, or null.</param>
/// <param name="ComponentType">The full name of the component type, for example <c>rerun.components.Position3D</c>, or null.</param>
public sealed record ComponentDescriptor(string Component, string? Archetype, string? ComponentType);
