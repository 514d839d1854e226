using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: how much it takes to get to the bottom of it: one look, several departments, or an investigation of its own.</summary>
public enum Complexity
{
    [Names("Simple", "简单", "簡單")] Simple = 0,
    [Names("Moderate", "中等", "中等")] Moderate = 1,
    [Names("Complex", "复杂", "複雜")] Complex = 2,
}
