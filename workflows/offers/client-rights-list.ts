/** The rights that a service may give, for those who may not read the models. */
export { CLIENT_RIGHTS } from '../../models/offer.ts';
