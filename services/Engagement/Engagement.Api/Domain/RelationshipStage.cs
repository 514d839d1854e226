namespace CrmPlatform.Engagement.Domain;

/// <summary>C9: the five stages of a relationship, as Customers reports them.</summary>
public enum RelationshipStage
{
    Stranger,
    Establishing,
    Evaluating,
    Growing,
    Mature,
}
