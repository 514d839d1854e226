using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>C9: the five stages of a relationship, as Customers reports them.</summary>
public enum RelationshipStage
{
    [Names("Stranger", "陌生期", "陌生期")] Stranger,
    [Names("Establishing", "建立期", "建立期")] Establishing,
    [Names("Evaluating", "考察期", "考察期")] Evaluating,
    [Names("Growing", "成长期", "成長期")] Growing,
    [Names("Mature", "成熟期", "成熟期")] Mature,
}
