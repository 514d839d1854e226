namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how much it takes to get to the bottom of it: one look, several departments, or an investigation of its own.</summary>
public enum Complexity
{
    Simple = 0,
    Moderate = 1,
    Complex = 2,
}
