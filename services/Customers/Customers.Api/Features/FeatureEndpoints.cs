using CrmPlatform.Customers.Features.AccountPlans;
using CrmPlatform.Customers.Features.Care;
using CrmPlatform.Customers.Features.Contacts;
using CrmPlatform.Customers.Features.Customers;
using CrmPlatform.Customers.Features.DecisionChains;
using CrmPlatform.Customers.Features.Duplicates;
using CrmPlatform.Customers.Features.Exports;
using CrmPlatform.Customers.Features.Fields;
using CrmPlatform.Customers.Features.Handovers;
using CrmPlatform.Customers.Features.Imports;
using CrmPlatform.Customers.Features.Internal;
using CrmPlatform.Customers.Features.Leads;
using CrmPlatform.Customers.Features.Loyalty;
using CrmPlatform.Customers.Features.Merging;
using CrmPlatform.Customers.Features.Pool;
using CrmPlatform.Customers.Features.Privacy;
using CrmPlatform.Customers.Features.Products;
using CrmPlatform.Customers.Features.Profiles;
using CrmPlatform.Customers.Features.Purchases;
using CrmPlatform.Customers.Features.Qualifying;
using CrmPlatform.Customers.Features.Relationships;
using CrmPlatform.Customers.Features.Segments;
using CrmPlatform.Customers.Features.Staff;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.Customers.Features.Standing;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Customers.Features;

/// <summary>Where each feature is reached, one line each.</summary>
internal static class FeatureEndpoints
{
    public static void MapFeatures(this WebApplication app)
    {
        var api = app.MapApi().RedirectMerged();
        api.MapCustomers();
        api.MapContacts();
        api.MapDuplicates();
        api.MapMerging();
        api.MapQualifying();
        api.MapStages();
        api.MapStanding();
        api.MapRelationships();
        api.MapDecisionChains();
        api.MapAccountPlans();
        api.MapLeads();
        api.MapPool();
        api.MapProfiles();
        api.MapStaff();
        api.MapHandovers();
        api.MapProducts();
        api.MapPurchases();
        api.MapImports();
        api.MapExports();
        api.MapLoyalty();
        api.MapCare();
        api.MapPrivacy();
        api.MapCustomFields();
        api.MapSegments();
        app.MapInternal();
        app.MapPrivacySource();
        app.MapInternalLeads();
        app.MapInternalSegments();
        app.MapInternalStaff();
    }
}
