using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Features.Complaints;
using CrmPlatform.Service.Features.Privacy;
using CrmPlatform.Service.Features.Remedies;
using CrmPlatform.Service.Features.Replicas;
using CrmPlatform.Service.Features.Surveys;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Service.Features;

/// <summary>What the features need of the container, and what the service takes from the others.</summary>
internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddScoped<Acting>();
        services.AddScoped<SaidWithoutAccount>();
        services.AddScoped<RemedyDesk>();
        services.AddScoped<UnhappyDesk>();
        services.AddPrivacySource<HeldOnCustomer>();
        // C20: fields of our answers and events in which people speak.
        services.Configure<ErasureOptions>(erasure => erasure.Texts.UnionWith(["restatement", "words", "action", "what", "solution", "problem", "answers", "details", "acknowledgement", "reporter"]));
    }

    public static MessagingBuilder TakesEvents(this MessagingBuilder messaging)
    {
        messaging.From("customers")
            .HandleBatch<CustomerChanged, KeepCustomers>()
            .HandleBatch<StaffChanged, KeepStaff>()
            .HandleBatch<PurchaseRecorded, AskAfterPurchases>()
            .Handle<CustomersMerged, FollowMerges>()
            .Handle<CustomerMergeUndone, FollowUndoneMerges>()
            .Handle<CustomerErased, EraseCustomer>();
        messaging.From("engagement").HandleBatch<VisitChanged, AskAfterVisits>();
        return messaging;
    }
}
