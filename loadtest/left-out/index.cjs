// SPDX-License-Identifier: Apache-2.0
// Empty on purpose: artillery destructures these modules when it starts and finds nothing to call.
module.exports = {};
