using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>I3: where a customer's value moves, as Insights tells it.</summary>
public enum ConsumptionZone
{
    [Names("Value zone", "价值区", "價值區")] Value,
    [Names("Potential zone", "潜力区", "潛力區")] Potential,
    [Names("Migrating zone", "迁移区", "遷移區")] Migrating,
    [Names("Freezing zone", "冰点区", "冰點區")] Freezing,
}
